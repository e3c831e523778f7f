package probe;

import io.github.bitbucketoidc.store.SecretStores;

/** What {@code DiscoveryIT} runs in a JVM of its own. Outside the example's package, which is a module's there. */
public final class ListTypes {

    private ListTypes() {}

    public static void main(String[] arguments) {
        System.out.println(SecretStores.discover().types() + " from "
                + (SecretStores.class.getModule().isNamed() ? "modules" : "the class path"));
    }
}

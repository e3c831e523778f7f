package com.example.tomcat;

/** What a container's own class loader sees: everything of the test but the libraries that the war must bring. */
final class OnlyTheContainer extends ClassLoader {

    private static final String[] OF_THE_WAR = {
        "io.github.bitbucketoidc.", "com.fasterxml.", "com.github.benmanes.", "com.nimbusds.", "org.snakeyaml.", "org.slf4j."
    };

    OnlyTheContainer(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : OF_THE_WAR) {
            if (name.startsWith(prefix)) {
                throw new ClassNotFoundException(name);
            }
        }
        return super.loadClass(name, resolve);
    }
}

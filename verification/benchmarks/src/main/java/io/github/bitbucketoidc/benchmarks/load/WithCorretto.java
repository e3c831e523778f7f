package io.github.bitbucketoidc.benchmarks.load;

import io.github.bitbucketoidc.benchmarks.Scratch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.jar.JarFile;

/** The standalone program with Amazon Corretto Crypto Provider before the JDK's own, as docs/performance.md tells its users. */
final class WithCorretto {

    private WithCorretto() {}

    static Contender of(Provider corretto, Path jar, String policy) throws IOException {
        String archive = corretto.getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Contender.path(
                "the same with ACCP",
                jar + File.pathSeparator + archive,
                mainClass(jar),
                "-Djava.security.properties=" + order(corretto),
                "--policy",
                policy);
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            return archive.getManifest().getMainAttributes().getValue("Main-Class");
        }
    }

    private static Path order(Provider corretto) throws IOException {
        StringBuilder order =
                new StringBuilder("security.provider.1=" + corretto.getClass().getName() + "\n");
        int place = 2;
        for (Provider provider : Security.getProviders()) {
            order.append("security.provider.")
                    .append(place++)
                    .append('=')
                    .append(provider.getName())
                    .append('\n');
        }
        return Files.writeString(Scratch.folder("providers").resolve("providers.security"), order);
    }
}

package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.leaks.LeakHunt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * Plays the scenario in a virtual machine of its own, because the JDK reads how its HTTP client is to log only once. Prints how many
 * lines there were, and which canary was in which: {@code step's Vault token by jdk.httpclient.HttpClient}.
 */
final class WireLogProgram {

    private WireLogProgram() {}

    public static void main(String[] arguments) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        int lines;
        LeakHunt hunt = new LeakHunt();
        try (hunt;
                LeakScenario scenario = new LeakScenario(Files.createTempDirectory(Path.of(arguments[0]), "wire"))) {
            scenario.playShort(hunt);
            lines = hunt.everything().size();
            for (String entry : hunt.everything()) {
                scenario.canaries().forEach((name, canary) -> {
                    if (!canary.foundIn(entry).isEmpty()) {
                        found.add(name + " by " + loggerOf(entry) + headerOf(entry));
                    }
                });
            }
        }
        System.out.println("lines: " + lines);
        found.forEach(System.out::println);
    }

    /** Lines of loggers begin with the level or the kind of the logger, and its name; all else is the console's. */
    private static String loggerOf(String entry) {
        return entry.matches("(?s)(JDK|TRACE|DEBUG|INFO|WARN|ERROR) .*") ? entry.split(" ", 3)[1] : "the console";
    }

    private static String headerOf(String entry) {
        return entry.contains("X-Vault-Token") ? " with X-Vault-Token" : "";
    }
}

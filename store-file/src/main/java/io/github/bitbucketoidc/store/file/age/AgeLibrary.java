package io.github.bitbucketoidc.store.file.age;

import java.util.List;
import java.util.Map;

/** Whether the library is there that decrypts: applications without such files need not have it. Stateless. */
final class AgeLibrary {

    static final String GROUP = "com.exceptionfactory.jagged";

    /** A class of each of its artifacts. */
    private static final Map<String, String> CLASSES = Map.of(
            "jagged-api", GROUP + ".RecipientStanzaReader",
            "jagged-bech32", GROUP + ".bech32.Bech32",
            "jagged-framework", GROUP + ".framework.stream.StandardDecryptingChannelFactory",
            "jagged-x25519", GROUP + ".x25519.X25519RecipientStanzaReaderFactory");

    private AgeLibrary() {}

    /** The artifacts that are missing, sorted. */
    static List<String> missing() {
        return CLASSES.entrySet().stream()
                .filter(part -> !isThere(part.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, AgeLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

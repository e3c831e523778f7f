package io.github.bitbucketoidc.store.vault.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where an HTTP call to Vault goes, below {@code /v1/}. Each segment is data: it is percent-encoded by itself, so that no
 * name can end the path, begin a query or climb to another path (attack row R17). Immutable.
 */
public record VaultPath(List<String> segments) {

    public VaultPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || segments.stream().anyMatch(VaultPath::meansSomethingElse)) {
            throw new IllegalArgumentException("segments: empty, '.' and '..' are no names");
        }
    }

    private static boolean meansSomethingElse(String segment) {
        return segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.indexOf('/') >= 0;
    }

    /** A path of ours, for example {@code auth/token/renew-self}. */
    public static VaultPath of(String path) {
        return new VaultPath(Arrays.asList(path.split("/", -1)));
    }

    /**
     * Why a name of the policy file cannot be one of a secret in Vault; empty if it can. Vault takes no character that Go does
     * not call printable, and the paths below {@code sys} and {@code auth} are its own inside.
     */
    public static Optional<String> problem(List<String> path) {
        if (path.get(0).equals("sys") || path.get(0).equals("auth")) {
            return Optional.of("Vault's own inside (" + path.get(0) + ") is no place for secrets");
        }
        boolean printable = path.stream().flatMapToInt(String::codePoints).allMatch(VaultPath::isPrintable);
        return printable ? Optional.empty() : Optional.of("Vault accepts no space but U+0020 and no private character");
    }

    /** As Go's {@code unicode.IsPrint}, which Vault asks: not the list of hidden characters, which {@code SecretPath} has refused. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    public VaultPath then(List<String> more) {
        List<String> longer = new ArrayList<>(segments);
        longer.addAll(more);
        return new VaultPath(longer);
    }

    public VaultPath then(String more) {
        return then(Arrays.asList(more.split("/", -1)));
    }

    /** As it stands in a URL. */
    public String encoded() {
        return segments.stream().map(VaultPath::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : segment.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(unit)) {
                encoded.append((char) unit);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((unit >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(unit & 15, 16)));
            }
        }
        return encoded.toString();
    }

    /** RFC 3986, section 2.3. */
    private static boolean isUnreserved(byte unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || unit == '-'
                || unit == '.'
                || unit == '_'
                || unit == '~';
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}

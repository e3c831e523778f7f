package io.github.bitbucketoidc.testkit.store;

import io.github.bitbucketoidc.store.SecretId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Paths that are valid and that a careless store takes for something else: a pattern, a command, a template, a query. */
final class NastyPaths {

    private static final String[] ALONE = {
        "*",
        "**",
        "contract/*",
        "[a-z]",
        "{a,b}",
        "$(id)",
        "${jndi:x}",
        "{{x}}",
        "`id`",
        "a;b",
        "a&b=c",
        "a|b",
        "a b",
        "~",
        "~root",
        "-rf",
        "--help",
        "a:b",
        "c:",
        "a@b",
        "a+b",
        "a,b",
        "'",
        "\"",
        "' or '1'='1",
        "<x>",
        "...",
        "..data",
        "....",
        "caf\u00e9",
        "cafe\u0301",
        "\u212a",
        "nul",
        "con/aux",
        "metadata",
        "sys/seal",
        "etc/passwd",
        "proc/self/environ"
    };

    private NastyPaths() {}

    /** The paths, and some made from paths that are there, none of which is there itself. */
    static Set<String> all(Collection<SecretId> there) {
        Set<String> paths = new LinkedHashSet<>();
        for (String path : ALONE) {
            paths.add("contract-no-such-folder/" + path);
            paths.add(path);
        }
        for (SecretId id : there) {
            String path = id.path().toString();
            paths.add(path + "/contract-no-such-child");
            paths.add(path + "*");
            paths.add(path + " ");
            paths.add(" " + path);
            paths.add(path + "@1");
            paths.add(path.substring(0, path.length() - 1) + "*");
            paths.add("contract-no-such-folder/" + path);
        }
        there.forEach(id -> paths.remove(id.path().toString()));
        return paths;
    }
}

package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.vault.client.VaultPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Whatever a name is spelled like: reading it reads exactly that name, or it is refused before Vault is asked. What Vault
 * itself lists is the judge of the name.
 */
@NeedsVault
class PathIT {

    private static final String[] PIECES = {
        "a",
        "b",
        ".",
        "..",
        "%",
        "%2e",
        "%2F",
        "?",
        "#",
        "&",
        "=",
        "+",
        " ",
        "~",
        "\\",
        ":",
        ";",
        "*",
        "|",
        "'",
        "\"",
        "{",
        "}",
        "@",
        "\u00e9",
        "e\u0301",
        "\u0085",
        "\u200b",
        "\u2028",
        "\u0000",
        "\n",
        "\u202e",
        "\u00a0",
        "\u2003",
        "\ue000",
        "\ud83d\ude00",
        "/",
        "//",
        "data",
        "version"
    };

    private static VaultApi api;
    private static FakeVault between;
    private static SecretStore store;

    @BeforeAll
    static void start() {
        VaultServer server = VaultServer.shared();
        api = server.api();
        api.mount("paths", "kv", "2");
        api.writeJson("paths/data/a", "{\"data\": {\"name\": \"a neighbour\"}}");
        between = FakeVault.start(new Forwarding(server.address()));
        store = Stores.open(
                Stores.settings(between.address(), VaultServer.ROOT, Map.of("mounts", Map.of("paths", "kv-2"))));
        Stores.read(store, "paths/warm"); // logged in
    }

    @AfterAll
    static void stop() {
        store.close();
        between.close();
    }

    /** Each repetition has 10 names; the number is the seed. */
    @Row("R17")
    @RepeatedTest(40)
    void aNameIsReadExactlyOrRefused(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 10; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(5);
            for (int j = 0; j < length; j++) {
                name.append(PIECES[random.nextInt(PIECES.length)]);
            }
            check(name.toString());
        }
    }

    private static void check(String name) {
        int before = between.requests().size();
        SecretId id;
        try {
            id = SecretId.of("paths/own/" + name);
        } catch (IllegalArgumentException refused) {
            return; // no path at all: nobody could ask
        }
        try {
            assertThat(store.read(Stores.request(id))).as(name).isEmpty();
        } catch (SecretStoreException refused) {
            assertThat(between.requests()).as(name).hasSize(before);
            return;
        }
        assertThat(between.requests()).as(name).hasSize(before + 1);
        List<String> segments = id.path().segments();
        String encoded = new VaultPath(segments.subList(1, segments.size())).encoded();
        api.writeJson("paths/data/" + encoded, "{\"data\": {\"name\": \"it is this one\"}}");

        Secret secret = store.read(Stores.request(id)).get(id);
        assertThat(secret.fields().get("name").reveal()).as(name).isEqualTo("it is this one");
        assertThat(listed("own", segments.subList(2, segments.size()))).as(name).isTrue();
        api.delete("paths/metadata/" + encoded);
    }

    /** Whether Vault lists this name, segment by segment, in its own spelling. */
    private static boolean listed(String folder, List<String> segments) {
        List<String> path = new ArrayList<>(List.of(folder));
        for (int i = 0; i < segments.size(); i++) {
            String key = segments.get(i) + (i + 1 < segments.size() ? "/" : "");
            List<String> keys = api.call("LIST", "paths/metadata/" + new VaultPath(path).encoded(), "")
                    .data()
                    .texts("keys");
            if (!keys.contains(key)) {
                return false;
            }
            path.add(segments.get(i));
        }
        return true;
    }
}

package io.github.bitbucketoidc.provider.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version decided, as anybody can compute it from the file: {@code sha256sum policy.yaml}. */
class PolicyDigestTest {

    private static final String POLICY =
            "version: 1\nworkspaces:\n  acme: { uuid: \"{922e118c-f34f-4226-a897-0e0afbec553d}\" }\n#";

    @ParameterizedTest
    @ValueSource(ints = {200, 4095, 4096, 4097, 8191, 8192, 8193, 100_000})
    void isThatOfTheWholeFile(int size, @TempDir Path folder) throws Exception {
        String text = POLICY + "x".repeat(size - POLICY.length());
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        Path file = Files.writeString(folder.resolve("policy.yaml"), text);
        assertThat(PolicyFile.read(file).digest()).isEqualTo(digest);
        assertThat(PolicyFile.parse(text, folder).digest()).isEqualTo(digest);
    }
}

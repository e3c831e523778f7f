package io.github.bitbucketoidc.core.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bitbucketoidc.core.text.Issuers;
import io.github.bitbucketoidc.core.token.TestToken;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows C12 and K13: what may be configured. */
class WorkspaceTest {

    private static final UUID ID = UUID.fromString(TestToken.WORKSPACE);

    @Test
    void hasTheIssuerAndTheAudienceOfBitbucketCloud() {
        Workspace acme = Workspace.of("acme", ID);

        assertThat(acme.slug()).isEqualTo("acme");
        assertThat(acme.uuid()).isEqualTo(ID);
        assertThat(acme.issuer())
                .isEqualTo("https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc");
        assertThat(acme.audiences())
                .containsExactly("ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d");
        assertThat(acme).hasToString("acme {922e118c-f34f-4226-a897-0e0afbec553d}");
    }

    @Test
    void isAValue() {
        assertThat(Workspace.of("acme", ID))
                .isEqualTo(Workspace.of("acme", ID))
                .hasSameHashCodeAs(Workspace.of("acme", ID))
                .isNotEqualTo(Workspace.of("acme2", ID))
                .isNotEqualTo(Workspace.builder("acme", ID).audiences("x").build());
    }

    @Test
    void replacesTheAudiences() {
        assertThat(Workspace.builder("acme", ID)
                        .audiences("a", "b", "a")
                        .build()
                        .audiences())
                .containsExactly("a", "b");
    }

    @Row("C12")
    @Test
    void c12RefusesNoAudience() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Workspace.builder("acme", ID).audiences(List.of()).build())
                .withMessageContaining("audiences: at least one");
        for (String blank : new String[] {"", " ", "\t\n"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Workspace.builder("acme", ID).audiences("x", blank).build())
                    .withMessageContaining("not blank");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a b", "a%2fb", "\u00E9", "{x}", "a?b", "a#b"})
    void refusesASlugThatIsMoreThanAName(String slug) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workspace.of(slug, ID))
                .withMessageStartingWith("slug:");
    }

    @Row("K13")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.bitbucket.org/x",
                "http://127.evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "http://127.0.0.1@evil.example",
                "http://128.0.0.1",
                "http://[::2]",
                "http://0.0.0.0",
                "http://169.254.169.254",
                "ftp://localhost",
                "file:///x",
                "HTTPS://x.example",
                "https://user@x.example",
                "https://x.example?q",
                "https://x.example#f",
                "https://",
                "//x.example",
                "x.example",
                "",
                "https://x.example:0",
                "https://x.example:70000",
                "https://x y",
                "https:x"
            })
    void k13RefusesOtherIssuers(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workspace.builder("acme", ID).issuer(issuer).build())
                .withMessageStartingWith("issuer:");
    }

    @Row("K13")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example",
                "https://issuer.example:8443/a/b/",
                "http://localhost:8080/x",
                "http://127.0.0.1:1",
                "http://127.255.0.9/x",
                "http://[::1]:8080/x"
            })
    void k13TakesHttpsAndPlainHttpOnLoopback(String issuer) {
        assertThat(Workspace.builder("acme", ID).issuer(issuer).build().issuer())
                .isEqualTo(issuer);
    }

    @Test
    void asksForTheDiscoveryDocumentBelowTheIssuer() {
        assertThat(Issuers.discovery("https://x.example/a"))
                .hasToString("https://x.example/a/.well-known/openid-configuration");
        assertThat(Issuers.discovery("https://x.example/a/"))
                .hasToString("https://x.example/a/.well-known/openid-configuration");
    }
}

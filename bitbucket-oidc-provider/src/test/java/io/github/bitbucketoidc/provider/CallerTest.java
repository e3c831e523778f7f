package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CallerTest {

    private final Bench bench = new Bench().delivering("A: a:one", "B: b:one", "C: a:two");

    CallerTest() {
        bench.a.text("one", "eins eins").text("two", "zwei zwei").wantingToken();
        bench.b.text("one", "eins eins");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Row("H11")
    @Test
    @DisplayName("H11 the step's token goes only to a store that asks for it, and the event says so")
    void h11GivesTheTokenToWhoAsksForIt() {
        String token = bench.issuer.token();
        bench.provider().release(token, Origin.local());

        Caller withToken = bench.a.requests.get(0).caller();
        assertThat(withToken.token().orElseThrow().reveal()).isEqualTo(token);
        assertThat(withToken.tokenExpires()).isPresent();
        assertThat(bench.b.requests.get(0).caller().token()).isEmpty();
        assertThat(bench.event().callerTokenUsedBy()).containsExactly("a");
        assertThat(bench.event().toJson())
                .contains("\"caller-token-used-by\":[\"a\"]")
                .doesNotContain(token);
    }

    @Test
    void namesTheStepAndAsksEachStoreOnce() {
        bench.ask();

        assertThat(bench.a.requests).hasSize(1);
        assertThat(bench.a.requests.get(0).ids()).hasToString("[one, two]");
        Caller caller = bench.b.requests.get(0).caller();
        assertThat(caller.attributes())
                .containsEntry("workspace", LoopbackIssuer.WORKSPACE)
                .containsEntry("repository", LoopbackIssuer.REPOSITORY)
                .containsEntry("step", LoopbackIssuer.STEP)
                .doesNotContainKey("environment");
        assertThat(caller.run()).isEqualTo(LoopbackIssuer.STEP);
    }
}

package io.github.bitbucketoidc.provider.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.LoopbackIssuer;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListenersTest {

    private final Bench bench = new Bench().delivering("A: a:one");
    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch testEnds = new CountDownLatch(1);

    ListenersTest() {
        bench.a.text("one", "eins eins");
    }

    @AfterEach
    void close() {
        testEnds.countDown();
        bench.close();
    }

    /** Hears every event that there is, whatever it is called. */
    private static ProviderListener hearing(List<Object> heard) {
        return listener((proxy, method, arguments) -> {
            heard.add(arguments[0]);
            return null;
        });
    }

    private static ProviderListener listener(InvocationHandler handler) {
        return (ProviderListener) Proxy.newProxyInstance(
                ProviderListener.class.getClassLoader(),
                new Class<?>[] {ProviderListener.class},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(heardNothing(), arguments)
                        : handler.invoke(proxy, method, arguments));
    }

    private static Object heardNothing() {
        return new Object();
    }

    private <E> E one(Class<E> type) {
        await().until(() -> heard.stream().anyMatch(type::isInstance));
        return heard.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private void ask() {
        bench.with(builder -> builder.listener(hearing(heard)));
        bench.ask();
        one(ProviderListener.Answered.class);
    }

    private static ProviderListener.Asker asker(Bench bench) {
        return new ListenerFacts.Asker(bench.issuer.issuer(), "acme", UUID.fromString(LoopbackIssuer.REPOSITORY));
    }

    @Test
    void hearsTheWayOfAReleaseInItsOrder() {
        ask();

        assertThat(heard)
                .extracting(event -> (Object) event.getClass().getSimpleName())
                .containsExactly("KeysRefreshed", "TokenAccepted", "Decided", "StoreRead", "Released", "Answered");
        assertThat(one(ProviderListener.KeysRefreshed.class))
                .isEqualTo(new ListenerFacts.KeysRefreshed(bench.issuer.issuer(), 1));
        assertThat(one(ProviderListener.TokenAccepted.class))
                .isEqualTo(new ListenerFacts.TokenAccepted(asker(bench), 1));
        assertThat(one(ProviderListener.Decided.class))
                .isEqualTo(new ListenerFacts.Decided(asker(bench), List.of("all"), List.of(), List.of()));
        assertThat(one(ProviderListener.StoreRead.class).secrets()).isEqualTo(1);
        assertThat(one(ProviderListener.Released.class)).isEqualTo(new ListenerFacts.Released(asker(bench), 1));
        assertThat(one(ProviderListener.Answered.class).outcome()).isEqualTo(AuditEvent.Outcome.RELEASED);
    }

    @Test
    void hearsWhyATokenWasRefused() {
        bench.with(builder -> builder.listener(hearing(heard)));
        bench.provider().release("abc", Origin.local());

        assertThat(one(ProviderListener.TokenRefused.class))
                .isEqualTo(new ListenerFacts.TokenRefused(Rejection.Code.MALFORMED_COMPACT));
        assertThat(one(ProviderListener.Answered.class).code()).contains("malformed_compact");
    }

    @Test
    void hearsOfFailingAndSlowStoresAndKeys() {
        bench.a.reading(request -> {
            throw new SecretStoreException(Kind.UNAVAILABLE, "down", List.of());
        });
        bench.with(builder -> builder.slowStoreAfter(Duration.ZERO));
        ask();

        ProviderListener.StoreFailed failed = one(ProviderListener.StoreFailed.class);
        assertThat(failed.code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
        assertThat(failed.asked()).isTrue();
        assertThat(one(ProviderListener.StoreSlow.class).store()).isEqualTo("a");
        assertThat(heard).noneMatch(ProviderListener.Released.class::isInstance);
    }

    @Test
    void hearsThatKeysCannotBeFetched() {
        bench.issuer.goDown();
        ask();

        ProviderListener.KeysFailed failed = one(ProviderListener.KeysFailed.class);
        assertThat(failed.issuer()).isEqualTo(bench.issuer.issuer());
        assertThat(failed.reason()).contains("500");
    }

    @Test
    @DisplayName("H11 no event holds a secret, a token or a branch")
    void h11HearsNoSecret() {
        String token = bench.issuer.token(claims -> claims.put("branchName", "canary-branch"));
        bench.with(builder -> builder.listener(hearing(heard)));
        bench.provider().release(token, Origin.local());
        one(ProviderListener.Answered.class);

        assertThat(heard.toString())
                .doesNotContain("eins eins", "canary-branch", token.substring(token.lastIndexOf('.')));
    }

    @Test
    void oneThatThrowsHurtsNobody() {
        List<Throwable> defects =
                List.of(new IllegalStateException("x"), new StackOverflowError(), new AssertionError());
        for (Throwable defect : defects) {
            bench.with(builder -> builder.listener(listener((proxy, method, arguments) -> {
                throw defect;
            })));
        }
        ask();

        assertThat(bench.event().status()).isEqualTo(200);
        assertThat(one(ProviderListener.Released.class).variables()).isEqualTo(1);
    }

    @Test
    void oneThatHangsDelaysNoAnswerAndFillsNoMemory() {
        bench.with(builder -> builder.listener(listener((proxy, method, arguments) -> {
            testEnds.await();
            return null;
        })));
        assertThat(bench.ask().status()).isEqualTo(200);
        Listeners listeners = new Listeners(List.of(listener((proxy, method, arguments) -> {
            testEnds.await();
            return null;
        })));
        for (int i = 0; i < Listeners.ROOM + 1_000; i++) {
            listeners.refreshed("issuer", 1);
        }

        assertThat(listeners.dropped()).isBetween(990L, 1_000L);
        assertThat(bench.provider().health().droppedEvents()).isZero();
    }

    @Test
    void everyMethodHasADefaultSoThatMoreCanBeAdded() {
        assertThat(Arrays.stream(ProviderListener.class.getMethods()).filter(method -> !method.isDefault()))
                .extracting(Method::getName)
                .isEmpty();
    }
}

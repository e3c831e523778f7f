package io.github.bitbucketoidc.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A contract that cannot fail proves nothing: each broken store fails the test that is named for what it breaks. */
class ContractCatchesBrokenStoresTest {

    private static final String STORE = "broken-store";

    /** What the launcher runs; found by anybody else, it has no store to test. */
    static class OfABrokenStore extends MemoryStoreContractTest {

        private static final ThreadLocal<BrokenStores> BROKEN = new ThreadLocal<>();

        /** For these the whole of the timeout passes; others are given enough of it also on a busy machine. */
        private static final Set<BrokenStores> NEVER_END = EnumSet.of(
                BrokenStores.IGNORES_DEADLINES, BrokenStores.IGNORES_INTERRUPTS, BrokenStores.SWALLOWS_INTERRUPTS);

        private final BrokenStores broken = BROKEN.get();

        @Override
        protected SecretStore open() {
            Assumptions.assumeTrue(broken != null, "no broken store is chosen");
            return broken.open(false);
        }

        @Override
        protected Optional<SecretStore> openHanging() {
            return Optional.of(broken.open(true));
        }

        @Override
        protected Duration timeout() {
            return NEVER_END.contains(broken) ? Duration.ofSeconds(2) : super.timeout();
        }
    }

    private static Set<String> failedTests(Class<?> contract) {
        Set<String> failed = new TreeSet<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(contract))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        LauncherConfig alone = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(alone).execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failed.add(test.getSource()
                            .map(source -> source instanceof MethodSource method ? method.getMethodName() : STORE)
                            .orElse(STORE));
                }
            }
        });
        return failed;
    }

    @ParameterizedTest
    @EnumSource(BrokenStores.class)
    void failsTheTestThatIsNamedForIt(BrokenStores broken) {
        OfABrokenStore.BROKEN.set(broken);
        try {
            assertThat(failedTests(OfABrokenStore.class)).contains(broken.namedTest());
        } finally {
            OfABrokenStore.BROKEN.remove();
        }
    }

    @Test
    void failsNothingOfAStoreThatKeepsTheContract() {
        assertThat(failedTests(MemoryStoreContractTest.class)).isEmpty();
    }
}

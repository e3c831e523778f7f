package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Bitbucket runs what everybody runs: each step of {@code bitbucket-pipelines.yml} ends with {@code .ci/run}. */
class PipelinesFileTest {

    private final Path root = Repository.root();
    private Map<?, ?> file = Map.of();

    @BeforeEach
    void read() throws IOException {
        file = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(root.resolve("bitbucket-pipelines.yml")));
    }

    /** The steps that a push and a pull request start. */
    private List<Map<?, ?>> steps() {
        Map<?, ?> pipelines = (Map<?, ?>) file.get("pipelines");
        List<Object> entries = new ArrayList<>((List<?>) pipelines.get("default"));
        ((Map<?, ?>) pipelines.get("pull-requests")).values().forEach(entry -> entries.addAll((List<?>) entry));
        List<Map<?, ?>> steps = new ArrayList<>();
        entries.forEach(entry -> steps.add((Map<?, ?>) ((Map<?, ?>) entry).get("step")));
        return steps;
    }

    @Test
    void everyStepRunsTheChecksLastAndNothingElseOfTheRepository() {
        assertThat(steps()).hasSize(2).allSatisfy(step -> {
            List<?> script = (List<?>) step.get("script");
            assertThat(script.get(script.size() - 1)).isEqualTo(".ci/run");
            assertThat(script.subList(0, script.size() - 1))
                    .allSatisfy(line -> assertThat(String.valueOf(line)).startsWith("apt-get "));
        });
        assertThat(root.resolve(".ci/run")).isExecutable();
    }

    @Test
    void everyStepKeepsWhatMavenFetchedAndHasTimeEnough() {
        assertThat(steps())
                .allSatisfy(step ->
                        assertThat((List<?>) step.get("caches")).asString().contains("maven"));
        assertThat(((Map<?, ?>) file.get("options")).get("max-time")).isEqualTo(90);
    }
}

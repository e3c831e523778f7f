package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Verifies and decides for a while under the JDK's flight recorder, and draws where the time went. */
public final class Profile {

    private static final int TOKENS = 10_000;
    private static final long SECONDS = 40;

    /** A part of the work, and what begins the name of its outermost frame. */
    private record Part(String name, String frame) {}

    private static final String CORE = "io.github.bitbucketoidc.core.";
    private static final String TOKEN = CORE + "token.";

    private static final List<Part> PARTS = List.of(
            new Part("the JDK's signature check", "java.security.Signature."),
            new Part("base64", CORE + "text.Base64Url."),
            new Part("finding the parts", TOKEN + "CompactToken."),
            new Part("JSON", TOKEN + "json."),
            new Part("keys", TOKEN + "keys."),
            new Part("checks of claims", TOKEN + "ClaimChecks."),
            new Part("claims for the policy", TOKEN + "VerifiedToken.claims"),
            new Part("decision", "io.github.bitbucketoidc.provider.policy."),
            new Part("the rest of the verifier", TOKEN));

    private Profile() {}

    /**
     * Measures and draws.
     *
     * @param arguments the SVG file to write, and for how many seconds to look, {@value #SECONDS} if that is not given
     * @throws Exception if it cannot be written, or a token is refused
     */
    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 1 ? Long.parseLong(arguments[1]) : SECONDS;
        draw(Path.of(arguments[0]), TOKENS, Duration.ofSeconds(seconds));
        System.exit(0);
    }

    static void draw(Path svg, int count, Duration time) throws Exception {
        Path file = Files.createTempFile("profile", ".jfr");
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Recording recording = new Recording()) {
            Tokens tokens = Tokens.of(bitbucket.acme(), count);
            try (Ours ours = Ours.of(bitbucket.acme(), tokens)) {
                Contestant whole = Objects.requireNonNull(ours.good().get(Ours.WHOLE));
                work(whole, count, time.dividedBy(4));
                recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
                recording.start();
                work(whole, count, time);
            }
            recording.dump(file);
            Map<String, Integer> samples = samples(file);
            Files.writeString(svg, Bars.draw("Verify and decide: samples by part", samples));
            samples.forEach((name, found) -> System.out.println(name + ": " + found));
        } finally {
            Files.delete(file);
        }
    }

    private static void work(Contestant contestant, int tokens, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            if (contestant.run(i % tokens) == null) {
                throw new IllegalStateException("it led to nothing");
            }
        }
    }

    private static Map<String, Integer> samples(Path file) throws IOException {
        Map<String, Integer> samples = new LinkedHashMap<>();
        PARTS.forEach(part -> samples.put(part.name(), 0));
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                String part = event.getStackTrace() == null
                        ? null
                        : part(event.getStackTrace().getFrames());
                if (part != null) {
                    samples.merge(part, 1, Integer::sum);
                }
            }
        }
        return samples;
    }

    /** The first part, in their order, that any frame belongs to; null for what is not ours to measure. */
    private static @Nullable String part(List<RecordedFrame> frames) {
        for (Part part : PARTS) {
            for (RecordedFrame frame : frames) {
                String name = frame.getMethod().getType().getName()
                        + '.'
                        + frame.getMethod().getName();
                if (name.startsWith(part.frame())) {
                    return part.name();
                }
            }
        }
        return null;
    }
}

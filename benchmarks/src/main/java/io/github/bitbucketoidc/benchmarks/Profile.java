package io.github.bitbucketoidc.benchmarks;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Verifies and decides for a while under the JDK's flight recorder, and draws where the time went. */
public final class Profile {

    private static final int TOKENS = 10_000;
    private static final long SECONDS = 40;

    /** A part of the way, and what begins the name of its outermost frame. */
    private record Part(String name, String frame) {}

    private static final String TOKEN = "io.github.bitbucketoidc.core.token.";

    private static final List<Part> PARTS = List.of(
            new Part("the JDK's signature check", "java.security.Signature."),
            new Part("base64", TOKEN + "CompactToken.decode"),
            new Part("finding the parts", TOKEN + "CompactToken."),
            new Part("JSON", TOKEN + "StrictJson."),
            new Part("known headers", TOKEN + "KnownHeaders."),
            new Part("keys", TOKEN + "IssuerKeys."),
            new Part("checks of claims", TOKEN + "ClaimChecks."),
            new Part("claims for the policy", TOKEN + "VerifiedToken.claims"),
            new Part("decision", "io.github.bitbucketoidc.core.policy."),
            new Part("the rest of the verifier", TOKEN));

    private Profile() {}

    /**
     * Measures and draws.
     *
     * @param arguments the SVG file to write
     * @throws Exception if it cannot be written, or a token is refused
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("profile", ".jfr");
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Tokens tokens = Tokens.of(bitbucket.acme(), TOKENS);
            Contestant whole = Ours.of(bitbucket.acme(), tokens).good().get(Ours.WHOLE);
            if (whole == null) {
                throw new IllegalStateException("there is no whole way");
            }
            work(whole, SECONDS / 4);
            try (Recording recording = new Recording()) {
                recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
                recording.start();
                work(whole, SECONDS);
                recording.dump(file);
            }
        }
        Map<String, Integer> samples = samples(file);
        Files.delete(file);
        Files.writeString(Path.of(arguments[0]), Bars.draw("Verify and decide: samples by part", samples));
        samples.forEach((name, count) -> System.out.println(name + ": " + count));
        System.exit(0);
    }

    private static void work(Contestant contestant, long seconds) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            if (contestant.run(i % TOKENS) == null) {
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

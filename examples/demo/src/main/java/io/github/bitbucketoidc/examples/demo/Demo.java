package io.github.bitbucketoidc.examples.demo;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.FakeWorkspace;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Plays the story of a release whose step uploads policies to Cerbos Hub: a Bitbucket, a provider and the runner's requests, in
 * one process and on loopback only. Started with {@code mvn -q -Pdemo}.
 */
public final class Demo {

    private static final UUID ANOTHER_REPOSITORY = UUID.fromString("5f0c1b52-7a0b-4be1-9d1c-3f3f0f6a5c11");

    private final PrintStream out;
    private final FakeWorkspace acme;
    private final DemoProvider provider;
    private final Narrator narrator;

    private Demo(PrintStream out, FakeWorkspace acme, DemoProvider provider, boolean verbose) {
        this.out = out;
        this.acme = acme;
        this.provider = provider;
        this.narrator = new Narrator(out, provider.names(), verbose);
    }

    /**
     * Plays the story on standard output.
     *
     * @param args {@code --verbose} prints the whole audit events
     * @throws IOException if the demo's own files or servers cannot be made
     */
    public static void main(String[] args) throws IOException {
        play(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                List.of(args).contains("--verbose"));
    }

    /**
     * Plays the story.
     *
     * @param out where to
     * @param verbose whether the whole audit events are shown
     * @throws IOException if the demo's own files or servers cannot be made
     */
    static void play(PrintStream out, boolean verbose) throws IOException {
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                DemoProvider provider = DemoProvider.start(bitbucket.acme().issuer())) {
            new Demo(out, bitbucket.acme(), provider, verbose).play();
        }
    }

    private void play() {
        out.println(
                "A step of the repository \"payments\" releases: it uploads policies to Cerbos Hub and needs two secrets.");
        out.println("This policy says who may have them:");
        out.println();
        out.println(provider.policy().indent(4).stripTrailing());
        out.println();
        out.println("The provider listens on " + provider.uri() + ". Now the steps ask.");

        RunnerAnswer release = ask("1. The release step: payments, on main, deploying to production", step());
        ask("2. The same step on a feature branch", step().branch("feature/faster"));
        ask("3. A step of another repository of the workspace", step().repository(ANOTHER_REPOSITORY));
        ask("4. A forged token: right in every word, but signed with a key of the forger's", step().wrongSignature());
        acme.rotate();
        ask("5. The release step again, after Bitbucket changed its keys", step());

        out.println();
        out.println("What the release step received:");
        out.println(release.body());
    }

    private TokenMint step() {
        return acme.mint().step(UUID.randomUUID());
    }

    private RunnerAnswer ask(String title, TokenMint step) {
        RunnerAnswer answer = RunnerSimulator.of(provider.uri()).ask(step.token());
        out.println();
        out.println(title);
        narrator.tell(answer, provider.lastEvent());
        return answer;
    }
}

package com.example.kit;

import java.net.URI;
import java.nio.file.Path;

/** What every consumer must do: start, serve a step end to end, and stop without leaving a thread behind. */
public final class StepCheck {

    private StepCheck() {}

    /** Starts an application of one's own with this policy file. */
    @FunctionalInterface
    public interface Starter {
        Running start(Path policy) throws Exception;
    }

    /** Ends an application. */
    @FunctionalInterface
    public interface Stopper {
        void stop() throws Exception;
    }

    /** An application that serves. */
    public record Running(URI secrets, Stopper stopper) {}

    /** Runs one life of the application. */
    public static void passes(Starter starter) throws Exception {
        Threads threads = new Threads();
        try (Workplace workplace = new Workplace()) {
            Running running = starter.start(workplace.policy());
            try {
                workplace.check(running.secrets());
            } finally {
                running.stopper().stop();
            }
        }
        threads.requireNoneLeft();
    }
}

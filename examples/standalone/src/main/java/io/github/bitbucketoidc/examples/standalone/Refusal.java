package io.github.bitbucketoidc.examples.standalone;

/** The program cannot run, and it is the user who can fix that: one text for standard error, and the exit code. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the user gave is wrong: a flag, the policy, a certificate. */
    static final int INPUT = 2;
    /** The input is right and the machine does not let us: the port is in use. */
    static final int ENVIRONMENT = 1;

    private final int exitCode;

    private Refusal(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static Refusal input(String message) {
        return new Refusal(INPUT, message);
    }

    static Refusal environment(String message) {
        return new Refusal(ENVIRONMENT, message);
    }

    int exitCode() {
        return exitCode;
    }

    /** The text; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

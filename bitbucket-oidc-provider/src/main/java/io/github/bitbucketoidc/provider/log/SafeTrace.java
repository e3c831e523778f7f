package io.github.bitbucketoidc.provider.log;

/**
 * A defect, told by class names and line numbers only: the message of somebody else's exception may hold a value that it choked on
 * (attack row H11).
 */
public final class SafeTrace {

    private static final int CAUSES = 4;
    private static final int FRAMES = 3;

    private SafeTrace() {}

    public static String of(Throwable failure) {
        StringBuilder trace = new StringBuilder();
        Throwable link = failure;
        for (int i = 0; i < CAUSES && link != null; i++) {
            trace.append(i == 0 ? "" : ", caused by ").append(link.getClass().getName());
            StackTraceElement[] frames = link.getStackTrace();
            for (int j = 0; j < Math.min(FRAMES, frames.length); j++) {
                trace.append(j == 0 ? " at " : " < ")
                        .append(frames[j].getClassName())
                        .append('.')
                        .append(frames[j].getMethodName())
                        .append(':')
                        .append(frames[j].getLineNumber());
            }
            link = link.getCause() == link ? null : link.getCause();
        }
        return trace.toString();
    }
}

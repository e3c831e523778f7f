package io.github.bitbucketoidc.examples.standalone;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Lets a client that is still sending its body read the answer, which is already on its way. A connection that is closed while there is
 * something unread is reset, and the reset takes the answer with it. So what comes is read, thrown away, and bounded in size and time: a body
 * says nothing here.
 */
final class UnreadBody implements Runnable {

    /** Far more than anybody sends who speaks the protocol, which has no bodies. */
    private static final long MOST_BYTES = 4L << 20;

    private static final long MOST_SECONDS = 5;

    private final Request request;
    private final Callback callback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Scheduler.Task late;
    private long read;

    private UnreadBody(Request request, Callback callback) {
        this.request = request;
        this.callback = callback;
        this.late = request.getComponents().getScheduler().schedule(this::tooLate, MOST_SECONDS, TimeUnit.SECONDS);
    }

    /** Completes the callback once nothing is unread any more, or so much comes that nobody could wait for its end. */
    static Callback before(Request request, Callback callback) {
        boolean body = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        // Who waits for 100 (Continue) has sent nothing, and sends nothing after another answer.
        boolean waits = request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
        return body && !waits
                ? Callback.from(() -> new UnreadBody(request, callback).run(), callback::failed)
                : callback;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            read += chunk.remaining();
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk) || read > MOST_BYTES;
            chunk.release();
            if (last) {
                end();
                return;
            }
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            late.cancel();
            callback.succeeded();
        }
    }

    private void tooLate() {
        if (ended.compareAndSet(false, true)) {
            callback.failed(new java.util.concurrent.TimeoutException("the body takes too long"));
        }
    }
}

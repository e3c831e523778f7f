package io.github.bitbucketoidc.examples.standalone;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts the requests in work, so that one can wait for their end. Unlike Jetty's own it turns nobody away meanwhile. */
final class UnderWay extends Handler.Wrapper {

    private final AtomicInteger requests = new AtomicInteger();

    UnderWay(Handler inner) {
        super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        requests.incrementAndGet();
        Request.addCompletionListener(request, failure -> requests.decrementAndGet());
        return super.handle(request, response, callback);
    }

    int requests() {
        return requests.get();
    }
}

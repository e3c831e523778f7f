package io.github.bitbucketoidc.http;

/** A framework's server, running. */
interface AdapterServer {

    /** Where it listens. */
    int port();

    /** Ends it. */
    void stop() throws Exception;

    /** Ends a server, as each framework calls it. */
    @FunctionalInterface
    interface Stop {
        void run() throws Exception;
    }

    static AdapterServer of(int port, Stop stop) {
        return new AdapterServer() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void stop() throws Exception {
                stop.run();
            }
        };
    }
}

package io.github.bitbucketoidc.examples.standalone;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1 as one can only read it in one way. Besides what Jetty's strict compliance refuses (bare line feeds among it), a head has few
 * lines, and HTTP/1.0, which knows no transfer coding, has none: a proxy in front might see another request there.
 *
 * <p>Jetty bounds the bytes of a head. A line of three bytes becomes objects of a hundred, so the lines are bounded, too.
 */
final class StrictHttp extends HttpConnectionFactory {

    /** 24 KiB of headers, and room for the request line, which Jetty counts with them. */
    static final int HEAD_BYTES = 25 * 1024;

    /** Proxies allow 100 or so. */
    static final int HEAD_LINES = 100;

    StrictHttp() {
        super(configuration());
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEAD_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        return http;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        HttpConnection connection = new Strict(getHttpConfiguration(), connector, endPoint);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }

    private static final class Strict extends HttpConnection {

        Strict(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
        }

        @Override
        protected RequestHandler newRequestHandler() {
            return new Heads();
        }

        /** What the parser has found, line by line. */
        private final class Heads extends RequestHandler {

            private int lines;
            private boolean coded;
            private boolean old;

            @Override
            public void startRequest(String method, String uri, HttpVersion version) {
                lines = 0;
                coded = false;
                old = version != HttpVersion.HTTP_1_1;
                super.startRequest(method, uri, version);
            }

            @Override
            public void parsedHeader(HttpField field) {
                oneMore();
                coded |= field.getHeader() == HttpHeader.TRANSFER_ENCODING;
                super.parsedHeader(field);
            }

            @Override
            public void parsedTrailer(HttpField field) {
                oneMore();
                super.parsedTrailer(field);
            }

            private void oneMore() {
                if (++lines > HEAD_LINES) {
                    throw new HttpException.RuntimeException(
                            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "too many header lines");
                }
            }

            @Override
            public boolean headerComplete() {
                if (old && coded) {
                    throw new HttpException.RuntimeException(
                            HttpStatus.BAD_REQUEST_400, "HTTP/1.0 with a transfer coding");
                }
                return super.headerComplete();
            }
        }
    }
}

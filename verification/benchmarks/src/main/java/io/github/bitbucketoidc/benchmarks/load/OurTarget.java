package io.github.bitbucketoidc.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The provider in a JVM of its own. */
final class OurTarget implements Target {

    private static final String LISTENING = "listening on ";

    private final String name;
    private final Process process;
    private final int port;
    private final List<byte[]> requests;

    private OurTarget(String name, Process process, int port, List<byte[]> requests) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.requests = requests;
    }

    static OurTarget start(String name, List<String> command, List<String> tokens) throws IOException {
        // The program says where it listens in its log, the others on standard output.
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.contains(LISTENING)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException(name + " did not start");
        }
        Thread drain = new Thread(() -> drain(out), "audit-events");
        drain.setDaemon(true);
        drain.start();
        int port = URI.create(line.substring(line.indexOf(LISTENING) + LISTENING.length()))
                .getPort();
        return new OurTarget(
                name,
                process,
                port,
                tokens.stream()
                        .map(token -> Connection.request("GET", "/secrets", "Authorization: Bearer " + token, ""))
                        .toList());
    }

    private static void drain(BufferedReader out) {
        try {
            char[] ignored = new char[64 * 1024];
            while (out.read(ignored) >= 0) {
                // Audit events: somebody has to take them.
            }
        } catch (IOException ended) {
            // The server has ended.
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public boolean exchange(Connection connection, int token) throws IOException {
        Connection.Answer answer = connection.exchange(requests.get(token));
        return answer.status() == 200; // one of the stages answers with nothing, and that is right
    }

    @Override
    public Process process() {
        return process;
    }
}

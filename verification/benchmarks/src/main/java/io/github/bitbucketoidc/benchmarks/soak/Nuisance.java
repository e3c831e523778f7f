package io.github.bitbucketoidc.benchmarks.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that say a byte now and then, or nothing, junk tokens of 16 KiB, and bodies of a gigabyte. */
final class Nuisance implements AutoCloseable {

    private static final int SLOW = 500;
    private static final int SILENT = 500;
    private static final int JUNK_PER_SECOND = 200;

    private final URI target;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong junk = new AtomicLong();
    private final AtomicLong bodies = new AtomicLong();
    private final AtomicLong cutOff = new AtomicLong();

    Nuisance(URI target) {
        this.target = target;
        start("slow", this::slow);
        start("junk", this::junk);
        start("body 1", this::body);
        start("body 2", this::body);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    while (!ended.get()) {
                        try {
                            work.run();
                        } catch (IOException refused) {
                            // cut off, as it should be: again
                        } catch (Exception unexpected) {
                            throw new IllegalStateException(unexpected);
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), target.getPort());
    }

    private void slow() throws Exception {
        List<Socket> slow = new ArrayList<>();
        List<Socket> silent = new ArrayList<>();
        try {
            while (!ended.get()) {
                while (slow.size() < SLOW) {
                    slow.add(connect());
                }
                while (silent.size() < SILENT) {
                    silent.add(connect());
                }
                slow.removeIf(socket -> !drip(socket));
                Thread.sleep(500);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private boolean drip(Socket socket) {
        try {
            socket.getOutputStream().write('G');
            return true;
        } catch (IOException cut) {
            cutOff.incrementAndGet();
            return false;
        }
    }

    private void junk() throws Exception {
        byte[] request = Asker.request("a".repeat(16 * 1024));
        try (Asker asker = new Asker(target)) {
            while (!ended.get()) {
                if (asker.ask(request) != 401) {
                    continue; // turned away: no token was looked at
                }
                junk.incrementAndGet();
                Thread.sleep(1000 / JUNK_PER_SECOND);
            }
        }
    }

    private void body() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /secrets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer abc\r\nContent-Length: 1073741824\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] part = new byte[64 * 1024];
            for (int i = 0; i < 16 * 1024 && !ended.get(); i++) {
                out.write(part);
            }
        } finally {
            bodies.incrementAndGet();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended.set(true);
        for (Thread thread : threads) {
            thread.join(5_000);
        }
    }

    @Override
    public String toString() {
        return SLOW + " slow and " + SILENT + " silent connections (" + cutOff + " cut off), " + junk + " junk tokens, "
                + bodies + " bodies of 1 GiB";
    }
}

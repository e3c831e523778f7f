package io.github.bitbucketoidc.examples.standalone;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a certificate that was renewed on disk, without a restart: the two files are read every two seconds. Whoever renews them writes one
 * after the other, so two that do not fit are not taken, and said to be so only when they still do not a look later.
 */
final class TlsRenewal extends AbstractLifeCycle implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(TlsRenewal.class);
    private static final long LOOK_SECONDS = 2;

    private final Options.TlsFiles files;
    private final SslContextFactory factory;
    private final Scheduler scheduler;
    private Tls.Identity inUse;
    /** What was refused at the last look. */
    private String refused = "";
    /** What has been said to be refused. */
    private String said = "";

    TlsRenewal(Options.TlsFiles files, Tls.Identity first, SslContextFactory factory, Scheduler scheduler) {
        this.files = files;
        this.inUse = first;
        this.factory = factory;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        scheduler.schedule(this, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void run() {
        if (isRunning()) {
            try {
                look();
            } finally {
                again();
            }
        }
    }

    /** Reads the files now. */
    synchronized void look() {
        try {
            String certificate = Tls.text("--tls-cert", files.certificate());
            String key = Tls.key(files);
            if (!certificate.equals(inUse.certificatePem()) || !key.equals(inUse.keyPem())) {
                take(Tls.read(files, certificate, key));
            }
            refused = "";
            said = "";
        } catch (Refusal notYet) {
            sayOnce(notYet.getMessage());
        }
    }

    private void take(Tls.Identity renewed) throws Refusal {
        try {
            factory.reload(changed -> Tls.use(changed, renewed));
        } catch (Exception unusable) {
            throw Refusal.input("--tls-cert: " + files.certificate() + " cannot be used: " + unusable.getMessage());
        }
        inUse = renewed;
        log.info("the certificate in {} is in use now", files.certificate());
    }

    private void sayOnce(String problem) {
        if (problem.equals(refused) && !problem.equals(said)) {
            log.error("the certificate was not taken, the one before stays in use: {}", problem);
            said = problem;
        }
        refused = problem;
    }
}

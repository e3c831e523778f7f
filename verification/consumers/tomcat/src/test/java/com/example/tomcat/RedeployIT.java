package com.example.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.kit.Threads;
import com.example.kit.Workplace;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The war on Tomcat 11, deployed again and again: no thread and no class loader of an earlier life stays. */
class RedeployIT {

    private static final int TIMES = 20;

    /**
     * The JDK 17 keeps the class of one record, the latest whose equals() or hashCode() it linked, in a cache of one entry
     * (java.lang.runtime.ObjectMethods): the newest class loader may stay until the next deployment.
     */
    private static final Set<Integer> LAST = Set.of(TIMES - 1);

    private static final Path WAR = Path.of("target", "tomcat-1.war").toAbsolutePath();

    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    @Test
    void leavesNothingBehindWhenItIsRedeployed(@TempDir Path folder) throws Exception {
        try (Workplace workplace = new Workplace()) {
            System.setProperty("secrets.policy", workplace.policy().toString());
            Tomcat tomcat = start(folder);
            try {
                StandardHost host = (StandardHost) tomcat.getHost();
                URI secrets =
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/app/secrets");
                oneLife(tomcat, workplace, secrets); // the container's own threads have started now
                Threads threads = new Threads();
                for (int life = 1; life < TIMES; life++) {
                    oneLife(tomcat, workplace, secrets);
                }
                assertThat(alive()).as("class loaders of %d deployments", TIMES).isSubsetOf(LAST);
                assertThat(host.findReloadedContextMemoryLeaks()).hasSizeLessThanOrEqualTo(LAST.size());
                threads.requireNoneLeft();
            } finally {
                tomcat.stop();
                tomcat.destroy();
            }
        }
    }

    private static Tomcat start(Path folder) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        Files.createDirectory(folder.resolve("webapps"));
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        tomcat.getHost().setParentClassLoader(new OnlyTheContainer(RedeployIT.class.getClassLoader()));
        // All of the container's own threads start with it, so that those that come later are the application's.
        tomcat.getConnector().setProperty("minSpareThreads", "4");
        tomcat.getConnector().setProperty("maxThreads", "4");
        tomcat.start();
        return tomcat;
    }

    private void oneLife(Tomcat tomcat, Workplace workplace, URI secrets) throws Exception {
        Context context = tomcat.addWebapp("/app", WAR.toString());
        assertThat(context.getState()).isEqualTo(LifecycleState.STARTED);
        ClassLoader loader = context.getLoader().getClassLoader();
        assertThat(loader.loadClass("io.github.bitbucketoidc.provider.SecretProvider")
                        .getClassLoader())
                .isSameAs(loader);
        loaders.add(new WeakReference<>(loader));
        workplace.check(secrets);
        tomcat.getHost().removeChild(context);
        context.destroy();
    }

    /** The deployments whose class loader cannot be collected, counted from 0. */
    private Set<Integer> alive() throws InterruptedException {
        Set<Integer> alive = new TreeSet<>();
        for (int tries = 0; tries < 200; tries++) {
            System.gc();
            Thread.sleep(50);
            alive.clear();
            for (int life = 0; life < loaders.size(); life++) {
                if (loaders.get(life).get() != null) {
                    alive.add(life);
                }
            }
            if (LAST.containsAll(alive)) {
                break;
            }
        }
        return alive;
    }
}

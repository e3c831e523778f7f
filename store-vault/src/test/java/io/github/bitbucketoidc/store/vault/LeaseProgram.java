package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A provider that gets one lease, says which and until when, and then waits to be killed. */
final class LeaseProgram {

    private LeaseProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", arguments[0]);
        settings.put("login", Map.of("app-role", Map.of("mount", "killed", "role-id", arguments[1])));
        settings.put(
                "requests", Map.of("made", Map.of("path", "killed-ssh/creds/otp", "write", Map.of("ip", "10.0.0.1"))));
        settings.put("longest-lease", "1m");
        SecretStore store = Stores.open(settings);
        Lease lease = Stores.read(store, "made").get(Stores.id("made")).lease().orElseThrow();
        System.out.println(lease.id() + " " + lease.expires().toEpochMilli());
        new CountDownLatch(1).await();
    }
}

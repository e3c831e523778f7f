package com.example.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.kit.Workplace;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsServlet;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.filters.RemoteIpFilter;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** Whatever puts an address that a client wrote in place of the connection's own, the audit event does not repeat it. */
class ForwardedTest {

    private static final String WRITTEN_BY_A_CLIENT = "203.0.113.7";

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final Workplace workplace = new Workplace();
    private final SecretProvider provider = SecretProvider.builder()
            .policyFile(workplace.policy())
            .auditLog(events::add)
            .replayGuard(ReplayGuards.sameSource())
            .build();
    private final Tomcat tomcat = new Tomcat();
    private Context context;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "secrets", new SecretsServlet(SecretsEndpoint.of(provider)));
        context.addServletMappingDecoded("/secrets", "secrets");
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        provider.close();
        workplace.close();
    }

    private int ask(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/secrets"))
                .header("Authorization", "Bearer " + workplace.token());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private void filter(Filter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("forwarded");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("forwarded");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    private AuditEvent event() {
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void nothingInFront() throws Exception {
        tomcat.start();
        assertThat(ask("X-Forwarded-For", WRITTEN_BY_A_CLIENT)).isEqualTo(200);
        assertThat(event().origin().peer()).isEqualTo("127.0.0.1");
    }

    @Test
    void theFilterOfSpring() throws Exception {
        filter(new ForwardedHeaderFilter());
        tomcat.start();
        assertThat(ask("X-Forwarded-For", WRITTEN_BY_A_CLIENT)).isEqualTo(200);
        assertThat(event().origin().peer()).isEqualTo("127.0.0.1");
    }

    /** Tomcat marks the request, so the address is not guessed, and nobody is admitted because of it. */
    @Test
    void theFilterOfTomcat() throws Exception {
        filter(new RemoteIpFilter());
        tomcat.start();
        assertThat(ask("X-Forwarded-For", WRITTEN_BY_A_CLIENT)).isEqualTo(401);
        assertThat(event().code()).contains("replayed");
        assertThat(event().toJson()).doesNotContain(WRITTEN_BY_A_CLIENT);
    }

    @Test
    void theValveOfTomcat() throws Exception {
        context.getPipeline().addValve(new RemoteIpValve());
        tomcat.start();
        assertThat(ask("X-Forwarded-For", WRITTEN_BY_A_CLIENT)).isEqualTo(401);
        assertThat(event().code()).contains("replayed");
        assertThat(event().toJson()).doesNotContain(WRITTEN_BY_A_CLIENT);
    }
}

package io.github.bitbucketoidc.examples.servlet;

import io.github.bitbucketoidc.http.SecretsServlet;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Path;

/**
 * All that a web application needs: it opens the provider when the application starts, puts its servlet at {@code /secrets}, and
 * closes it when the application ends. In a war, annotate it with {@code @WebListener}.
 */
final class SecretsListener implements ServletContextListener {

    private final SecretProvider provider;

    SecretsListener(Path policy) {
        provider = SecretProvider.open(policy);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SecretsServlet servlet = new SecretsServlet(SecretsEndpoint.of(provider));
        event.getServletContext().addServlet("secrets", servlet).addMapping("/secrets");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        provider.close();
    }
}

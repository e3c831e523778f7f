package com.example.tomcat;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.nio.file.Path;

/** Opens the provider with the application and closes it with it. */
@WebListener
public final class SecretsListener implements ServletContextListener {

    private SecretProvider provider;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        provider = SecretProvider.open(Path.of(System.getProperty("secrets.policy")));
        SecretsServlet servlet = new SecretsServlet(SecretsEndpoint.of(provider));
        event.getServletContext().addServlet("secrets", servlet).addMapping("/secrets");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        // A container calls this also when the application could not start.
        if (provider != null) {
            provider.close();
        }
    }
}

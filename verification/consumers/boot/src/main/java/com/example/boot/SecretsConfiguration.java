package com.example.boot;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsServlet;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

    @Bean(destroyMethod = "close")
    SecretProvider secretProvider(@Value("${secrets.policy}") Path policy) {
        return SecretProvider.open(policy);
    }

    @Bean
    ServletRegistrationBean<SecretsServlet> secrets(SecretProvider provider) {
        return new ServletRegistrationBean<>(new SecretsServlet(SecretsEndpoint.of(provider)), "/secrets");
    }

    /** Before the application's own chain: the provider looks at the token itself. */
    @Bean
    @Order(0)
    SecurityFilterChain secretsSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher(request -> request.getServletPath().equals("/secrets"))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }
}

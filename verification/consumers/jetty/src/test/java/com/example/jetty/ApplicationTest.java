package com.example.jetty;

import com.example.kit.StepCheck;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void startsServesAndStops() throws Exception {
        StepCheck.passes(policy -> {
            Application application = new Application(policy);
            return new StepCheck.Running(
                    URI.create("http://127.0.0.1:" + application.port() + "/secrets"), application::stop);
        });
    }
}

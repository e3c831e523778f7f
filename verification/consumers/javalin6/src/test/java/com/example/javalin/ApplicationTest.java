package com.example.javalin;

import com.example.kit.StepCheck;
import io.javalin.Javalin;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    @Test
    void startsServesAndStops() throws Exception {
        StepCheck.passes(policy -> {
            Javalin application = Application.start(policy);
            return new StepCheck.Running(
                    URI.create("http://127.0.0.1:" + application.port() + "/secrets"), application::stop);
        });
    }
}

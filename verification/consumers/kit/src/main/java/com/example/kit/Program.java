package com.example.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application in a process of its own, which says where it listens and ends when it gets a line. */
public final class Program {

    private Program() {}

    /** Its whole life: it starts, serves a step, and ends by itself: no thread of it keeps the process alive. */
    public static void passes(List<String> command) throws IOException, InterruptedException {
        try (Workplace workplace = new Workplace()) {
            Path errors = Files.createTempFile("program", ".err");
            Process process = process(command, workplace.policy()).redirectError(errors.toFile()).start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                Workplace.require(
                        line != null && line.startsWith("listening on "),
                        "it said " + line + " and " + Files.readString(errors));
                workplace.check(URI.create(line.substring("listening on ".length())));
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
                Workplace.require(process.waitFor(60, TimeUnit.SECONDS), "it did not end by itself");
                Workplace.require(process.exitValue() == 0, "it ended with " + process.exitValue());
            } finally {
                process.destroyForcibly();
                Files.delete(errors);
            }
        }
    }

    /** What a program that cannot start writes on standard error, with a policy whose store has this type. */
    public static String failure(List<String> command, String storeType) throws IOException, InterruptedException {
        try (Workplace workplace = new Workplace()) {
            Files.writeString(workplace.policy(), workplace.policyText(storeType));
            Process process = process(command, workplace.policy()).start();
            process.getOutputStream().close();
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            Workplace.require(process.waitFor() != 0, "it started");
            return errors;
        }
    }

    private static ProcessBuilder process(List<String> command, Path policy) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.command().add(policy.toString());
        return builder;
    }
}

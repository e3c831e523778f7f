package io.github.bitbucketoidc.store.aws.sdk;

import java.util.regex.Pattern;

/** How the two services that hold secrets name them. AWS itself makes names with {@code !}, as in {@code rds!cluster-...}. */
public enum Service {
    SECRETS_MANAGER("Secrets Manager", "secretsmanager", "secret:", "", "[A-Za-z0-9/_+=.@!-]{1,512}", "/_+=.@-!"),
    PARAMETER_STORE(
            "Parameter Store",
            "ssm",
            "parameter",
            "/",
            // below the second one, Parameter Store shows what is in Secrets Manager, under the names there
            "/[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*|/aws/reference/secretsmanager/[A-Za-z0-9/_+=.@!-]+",
            "_.-");

    private final String title;
    private final String inArn;
    private final String resource;
    private final String root;
    private final Pattern names;
    private final String signs;

    Service(String title, String inArn, String resource, String root, String names, String signs) {
        this.title = title;
        this.inArn = inArn;
        this.resource = resource;
        this.root = root;
        this.names = Pattern.compile(names);
        this.signs = signs;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** The third part of an ARN. */
    public String inArn() {
        return inArn;
    }

    /** What stands before the name in the last part of an ARN. */
    public String resource() {
        return resource;
    }

    /** What every name begins with. */
    public String root() {
        return root;
    }

    public boolean isName(String text) {
        return text.length() <= 1011 && names.matcher(text).matches();
    }

    /** What a name may hold besides letters and digits. */
    public String signs() {
        return signs;
    }
}

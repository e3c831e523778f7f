package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.tokens.TokenMemory;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases that one answer uses: those that its token has already, and those that were made for it. One thread. */
public final class Lending {

    private final LeaseBook book;
    private final LeaseBook.Step step;
    private final TokenMemory.Key token;
    private final Instant until;
    private final List<LeaseBook.Entry> used = new ArrayList<>();

    public Lending(LeaseBook book, LeaseBook.Step step, TokenMemory.Key token, Instant until) {
        this.book = book;
        this.step = step;
        this.token = token;
        this.until = until;
    }

    /** The secrets that need not be read, because this token was given them before and their leases are running. */
    public Map<SecretId, Secret> known(OpenStore store, Collection<SecretId> ids) {
        Map<SecretId, Secret> known = new LinkedHashMap<>();
        for (SecretId id : ids) {
            book.take(step, token, store, id).ifPresent(kept -> known.put(id, use(kept)));
        }
        return known;
    }

    /** Writes the leases down of what was read; what the answer then uses. */
    public Map<SecretId, Secret> lend(OpenStore store, Map<SecretId, Secret> read, Caller caller) {
        Map<SecretId, Secret> lent = new LinkedHashMap<>();
        read.forEach((id, secret) -> {
            Optional<Loan> loan = secret.lease().flatMap(lease -> Loan.of(store, id, lease, caller));
            lent.put(id, loan.isEmpty() ? secret : use(book.keep(step, token, loan.get(), secret, until)));
        });
        return lent;
    }

    private Secret use(LeaseBook.Kept kept) {
        used.add(kept.entry());
        return kept.secret();
    }

    /** No secret leaves after all: leases that no other answer uses go back. A second call does nothing. */
    public void giveBack() {
        used.forEach(entry -> book.failed(step, entry));
        used.clear();
    }
}

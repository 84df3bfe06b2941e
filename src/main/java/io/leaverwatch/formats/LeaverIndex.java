package io.leaverwatch.formats;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Policy;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * The credentials that a leaver can hold, known before any access is read: all that were ever linked to a member with a
 * departing event, in any relation and with any validity, retracted or not, and such members' own ids. An access by any
 * other credential can have no part in an alert, and a link of any other credential can change none.
 */
public final class LeaverIndex implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For inputs where a departure may still come: every credential. */
    public static final LeaverIndex EVERYONE = new LeaverIndex(null);

    private final ByteKeys credentials;

    private LeaverIndex(ByteKeys credentials) {
        this.credentials = credentials;
    }

    /** How many names it holds, of credentials and members; {@link Integer#MAX_VALUE} for {@link #EVERYONE}. */
    public int size() {
        return credentials == null ? Integer.MAX_VALUE : credentials.size();
    }

    /** Whether a leaver can hold the credential, given as it is compared ({@link Names#key}). */
    public boolean mayHold(String credentialKey) {
        return credentials == null || credentials.contains(credentialKey);
    }

    /** As {@link ByteKeys#containsGiven}. */
    boolean mayHoldGiven(byte[] buffer, int from, int to) {
        return credentials == null || credentials.containsGiven(buffer, from, to);
    }

    /** Collects an index: all membership events first, then the links. */
    public static final class Builder {
        private final Policy policy;
        private final Set<String> leavers = new HashSet<>();
        private final Set<String> credentials = new HashSet<>();
        private ByteKeys leaverKeys;

        /** The policy says which events depart. */
        public Builder(Policy policy) {
            this.policy = policy;
        }

        /** Takes one membership event. */
        public Builder add(MembershipEvent event) {
            if (leaverKeys != null) {
                throw new IllegalStateException("a membership event came after a link");
            }
            if (policy.departs(event.type())) {
                leavers.add(event.memberKey());
            }
            return this;
        }

        /** Takes one link. */
        public Builder add(CredentialLink link) {
            if (leaverKeys().contains(link.memberKey())) {
                credentials.add(link.credentialKey());
            }
            return this;
        }

        /** Members with a departing event, as compared; after this call no membership event may come. */
        ByteKeys leaverKeys() {
            if (leaverKeys == null) {
                leaverKeys = new ByteKeys(leavers);
            }
            return leaverKeys;
        }

        /** The index of what was taken. */
        public LeaverIndex build() {
            Set<String> all = new HashSet<>(credentials);
            all.addAll(leavers);
            return new LeaverIndex(new ByteKeys(all));
        }
    }
}

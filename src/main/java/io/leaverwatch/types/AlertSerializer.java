package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An alert on its way from a rule to the ledger, component after component. */
public final class AlertSerializer extends ImmutableSerializer<Alert> {
    private static final long serialVersionUID = 1L;
    private static final Severity[] SEVERITIES = Severity.values();
    private static final Alert.Status[] STATUSES = Alert.Status.values();
    private static final AttributionKind[] ATTRIBUTIONS = AttributionKind.values();
    private static final Caveat[] CAVEATS = Caveat.values();
    private static final ListSerializer<AccessEvent> ACCESSES = new ListSerializer<>(AccessEventSerializer.INSTANCE);

    /** The one instance; it has no state. */
    public static final AlertSerializer INSTANCE = new AlertSerializer();

    @Override
    public void serialize(Alert alert, DataOutputView out) throws IOException {
        Texts.write(alert.alertId(), out);
        Texts.write(alert.ruleId(), out);
        out.writeByte(alert.severity().ordinal());
        out.writeByte(alert.status().ordinal());
        Texts.write(alert.memberId(), out);
        Texts.write(alert.credentialId(), out);
        out.writeByte(alert.attribution() == null ? -1 : alert.attribution().ordinal());
        Texts.write(alert.system(), out);
        out.writeLong(alert.occurredAt());
        out.writeLong(alert.sinceDepartureMillis());
        DepartureSerializer.INSTANCE.serialize(alert.departure(), out);
        ACCESSES.serialize(alert.accesses(), out);
        out.writeBoolean(alert.isSingle());
        Numbers.write(alert.caveats().size(), out);
        for (Caveat caveat : alert.caveats()) {
            out.writeByte(caveat.ordinal());
        }
        Texts.write(alert.dataClass(), out);
        Numbers.write(alert.attack().size(), out);
        for (String technique : alert.attack()) {
            Texts.write(technique, out);
        }
        Numbers.write(alert.evidence().size(), out);
        for (Evidence evidence : alert.evidence()) {
            Texts.write(evidence.kind(), out);
            Texts.write(evidence.eventId(), out);
            Origins.write(evidence.origin(), out);
        }
        Exemptions.write(alert.exemption(), out);
        Texts.write(alert.withdrawnBecause(), out);
    }

    @Override
    public Alert deserialize(DataInputView in) throws IOException {
        return new Alert(
                Texts.read(in),
                Texts.readShared(in),
                SEVERITIES[in.readByte()],
                STATUSES[in.readByte()],
                Texts.read(in),
                Texts.read(in),
                attribution(in.readByte()),
                Texts.readShared(in),
                in.readLong(),
                in.readLong(),
                DepartureSerializer.INSTANCE.deserialize(in),
                ACCESSES.deserialize(in),
                in.readBoolean(),
                caveats(in),
                Texts.readShared(in),
                attack(in),
                evidence(in),
                Exemptions.read(in),
                Texts.read(in));
    }

    private static AttributionKind attribution(int ordinal) {
        return ordinal < 0 ? null : ATTRIBUTIONS[ordinal];
    }

    private static List<Caveat> caveats(DataInputView in) throws IOException {
        int count = (int) Numbers.read(in);
        List<Caveat> caveats = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            caveats.add(CAVEATS[in.readByte()]);
        }
        return caveats;
    }

    private static List<String> attack(DataInputView in) throws IOException {
        int count = (int) Numbers.read(in);
        List<String> attack = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            attack.add(Texts.readShared(in));
        }
        return attack;
    }

    private static List<Evidence> evidence(DataInputView in) throws IOException {
        int count = (int) Numbers.read(in);
        List<Evidence> evidence = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            evidence.add(new Evidence(Texts.readShared(in), Texts.read(in), Origins.read(in)));
        }
        return evidence;
    }

    @Override
    public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Alert> {
        /** Called by Flink on restore. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}

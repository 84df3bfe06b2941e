package io.leaverwatch.types;

import io.leaverwatch.domain.Exemption;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/** Exemptions, which are rare, as a part of what is written of them: by Java's serialization, after its length. */
final class Exemptions {
    private Exemptions() {}

    /** Of null, nothing after a length of 0. */
    static void write(Exemption exemption, DataOutputView out) throws IOException {
        byte[] bytes = exemption == null ? new byte[0] : InstantiationUtil.serializeObject(exemption);
        Numbers.write(bytes.length, out);
        out.write(bytes);
    }

    static Exemption read(DataInputView in) throws IOException {
        byte[] bytes = new byte[(int) Numbers.read(in)];
        in.readFully(bytes);
        try {
            return bytes.length == 0
                    ? null
                    : InstantiationUtil.deserializeObject(bytes, Exemption.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }
}

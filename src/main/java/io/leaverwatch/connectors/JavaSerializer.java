package io.leaverwatch.connectors;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/** Java serialization for what travels rarely and is not kept beyond one version of the program. */
final class JavaSerializer<T extends Serializable> implements SimpleVersionedSerializer<T> {
    private static final int VERSION = 1;

    private final Class<T> type;

    JavaSerializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(T value) throws IOException {
        return InstantiationUtil.serializeObject(value);
    }

    @Override
    public T deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            throw new IOException("version " + version + " of " + type.getSimpleName() + " is not known");
        }
        try {
            return type.cast(InstantiationUtil.deserializeObject(bytes, type.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
    }
}

package io.leaverwatch.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * A real broker with a second listener that is encrypted (TLS), knows its clients (SCRAM) and lets them do what its access
 * lists allow. The first one, which the tests themselves use, allows everything.
 */
public final class SecuredBroker implements AutoCloseable {
    private static final String STORE_PASSWORD = "of-the-store";
    private static final String SCRAM = "SCRAM-SHA-512";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final Broker broker;
    private final int port;
    private final Path trustStore;

    private SecuredBroker(Broker broker, int port, Path trustStore) {
        this.broker = broker;
        this.port = port;
        this.trustStore = trustStore;
    }

    /** Starts one, with a certificate of its own making. */
    public static SecuredBroker start() throws Exception {
        Path folder = Folders.create("secured");
        Path keyStore = folder.resolve("broker.p12");
        Path certificate = folder.resolve("broker.pem");
        Path trustStore = folder.resolve("trust.p12");
        keytool(keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        keytool(keyStore, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
        AtomicInteger secured = new AtomicInteger();
        Broker broker = Broker.start(1, ports -> {
            secured.set(ports.get(2));
            return properties(ports, keyStore);
        });
        return new SecuredBroker(broker, secured.get(), trustStore);
    }

    private static Map<String, String> properties(List<Integer> ports, Path keyStore) {
        String open = "PLAINTEXT://127.0.0.1:" + ports.get(0) + ",SASL_SSL://127.0.0.1:" + ports.get(2);
        return Map.of(
                "listeners",
                open + ",CONTROLLER://127.0.0.1:" + ports.get(1),
                "advertised.listeners",
                open,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "ssl.keystore.location",
                keyStore.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "sasl.enabled.mechanisms",
                SCRAM,
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                MODULE + ";",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS");
    }

    private static void keytool(Path store, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD, "-alias", "broker"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(command + " said: " + said);
        }
    }

    /** The broker by its listener that allows everything. */
    public Broker open() {
        return broker;
    }

    /** Makes a user, without any right. */
    public void addUser(String name, String password) throws Exception {
        try (Admin admin = broker.admin()) {
            ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, kind, password)))
                    .all()
                    .get();
        }
    }

    /** Gives a user a right. */
    public void allow(String user, AclOperation operation, ResourcePattern on) throws Exception {
        AccessControlEntry entry = new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
        try (Admin admin = broker.admin()) {
            admin.createAcls(List.of(new AclBinding(on, entry))).all().get();
        }
    }

    /**
     * The properties of a client of the secured listener, as lines {@code name: value} of YAML.
     *
     * @param secrets a folder, in which the user's name and password and that of the trust store become files
     */
    public List<String> clientProperties(Path secrets, String user, String password) throws IOException {
        Files.createDirectories(secrets);
        String login = MODULE + " username=\"" + user + "\" password=\"" + password + "\";";
        Files.writeString(secrets.resolve(user), login);
        Files.writeString(secrets.resolve("truststore"), STORE_PASSWORD);
        return List.of(
                "bootstrap.servers: 127.0.0.1:" + port,
                "security.protocol: SASL_SSL",
                "sasl.mechanism: " + SCRAM,
                "sasl.jaas.config: \"${directory:" + secrets + ":" + user + "}\"",
                "ssl.truststore.location: " + trustStore,
                "ssl.truststore.password: \"${directory:" + secrets + ":truststore}\"");
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}

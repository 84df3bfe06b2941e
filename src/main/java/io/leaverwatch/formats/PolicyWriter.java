package io.leaverwatch.formats;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.PolicyTree;

/** The effective policy as JSON. */
public final class PolicyWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyWriter() {}

    /** Every key with the value that holds; written without blanks it is what {@link Policy#version} is the hash of. */
    public static ObjectNode toJson(Policy policy) {
        return JSON.valueToTree(PolicyTree.of(policy));
    }
}

package io.leaverwatch.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link Broker} as a parameter, started at first use and shared by all classes of the run: each test
 * makes topics of its own. A test that stops or kills its broker starts one of its own instead.
 */
public final class BrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Broker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Broker.class, type -> startBroker(), Broker.class);
    }

    private static Broker startBroker() {
        try {
            return Broker.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("Interrupted while the broker started.", e);
        } catch (Exception e) {
            throw new ParameterResolutionException("The broker did not start.", e);
        }
    }
}

/** The graph and its operators: they load state, ask the domain, store and emit. */
package io.leaverwatch.pipeline;

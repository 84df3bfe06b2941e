/** How the domain's values travel between operators and lie in state: Flink serializers and type information. */
package io.leaverwatch.types;

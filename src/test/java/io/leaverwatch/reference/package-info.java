/**
 * The reference model of what src/docs defines and the random histories it is asked about: written plainly and slowly, from that alone, with no class of the product, so that the
 * product can be compared with it.
 */
package io.leaverwatch.reference;

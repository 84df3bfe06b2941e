/**
 * The reference model of the contract and the random histories it is asked about: written plainly and slowly, from the contract alone, with no class of the product, so that the
 * product can be compared with it.
 */
package io.leaverwatch.reference;

/**
 * Agreement of the models with outcome sets made outside this project: the reader of their files, the translation of each test to
 * real guest instructions, and the comparison of whole sets.
 *
 * <p>It must not know how a model finds its outcomes.
 *
 * <p>Source: the README of the outcome sets, in the resources beside them.
 */
package org.maskflip.modelcheck.agreement;

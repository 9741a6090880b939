"""The trace of neural decoders: lines at fixed spacing in the averaged spectrum.

A decoder that brings a compact code back to samples by transposed convolutions of strides k_i repeats
its spectrum at multiples of each layer's rate; biases and activations turn these into faint lines at
multiples of (sample rate / product of strides). ``DEADWAX_DECODER_COMB=false`` leaves all of this out.
"""

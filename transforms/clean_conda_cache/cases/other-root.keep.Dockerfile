FROM mambaorg/micromamba
RUN micromamba install -y --root-prefix /x numpy

FROM mambaorg/micromamba
RUN MAMBA_ROOT_PREFIX=/x micromamba install -y numpy

FROM mambaorg/micromamba:1.5.8
USER $MAMBA_USER
RUN micromamba create -y -n x python=3.9

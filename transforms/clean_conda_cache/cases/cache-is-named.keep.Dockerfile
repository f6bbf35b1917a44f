FROM continuumio/miniconda3
RUN conda install -y numpy
RUN rm -r /opt/conda/pkgs

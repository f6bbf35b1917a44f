FROM continuumio/miniconda3
RUN <<END
conda install -y numpy
END

using Cairn.Toto.Tensors;

namespace Cairn.Tests.Toto.Tensors;

public class TapeTests
{
    [Fact]
    public void Gradient_of_a_matrix_product_agrees_with_differences()
    {
        Tensor x = GradientCheck.Variable(1, 2, 3, 5), weight = GradientCheck.Variable(2, 5, 4);
        GradientCheck.Verify(tape => tape.MatMul(x, weight), x, weight);
    }

    [Fact]
    public void Gradient_of_batched_products_agrees_with_differences()
    {
        Tensor a = GradientCheck.Variable(1, 3, 2, 5), b = GradientCheck.Variable(2, 3, 5, 4);
        GradientCheck.Verify(tape => tape.BatchedMatMul(a, b), a, b);
    }

    [Fact]
    public void Gradient_of_batched_transposed_products_agrees_with_differences()
    {
        Tensor a = GradientCheck.Variable(1, 3, 2, 5), b = GradientCheck.Variable(2, 3, 4, 5);
        GradientCheck.Verify(tape => tape.BatchedMatMul(a, b, transposed: true), a, b);
    }

    [Fact]
    public void Gradient_of_a_sum_reaches_both_sides()
    {
        Tensor x = GradientCheck.Variable(1, 4, 3), y = GradientCheck.Variable(2, 4, 3);
        GradientCheck.Verify(tape => tape.Add(x, y), x, y);
    }

    [Fact]
    public void Gradient_of_a_repeated_bias_is_summed_over_its_repetitions()
    {
        Tensor x = GradientCheck.Variable(1, 4, 2, 3), bias = GradientCheck.Variable(2, 2, 3);
        GradientCheck.Verify(tape => tape.Add(x, bias), x, bias);
    }

    [Fact]
    public void Gradient_of_gelu_agrees_with_differences()
    {
        Tensor x = GradientCheck.Variable(1, 4, 9);
        GradientCheck.Verify(tape => tape.Gelu(x), x);
    }

    [Fact]
    public void Gradient_of_rms_norm_agrees_with_differences()
    {
        Tensor x = GradientCheck.Variable(1, 3, 17), gain = GradientCheck.Variable(2, 17);
        GradientCheck.Verify(tape => tape.RmsNorm(x, gain), x, gain);
    }

    [Fact]
    public void Gradient_of_causal_softmax_agrees_with_differences()
    {
        Tensor scores = GradientCheck.Variable(1, 2, 5, 5);
        GradientCheck.Verify(tape => tape.CausalSoftmax(scores, 0.7f), scores);
    }

    [Fact]
    public void Gradient_of_dropout_follows_its_mask()
    {
        Tensor x = GradientCheck.Variable(1, 6, 7);
        GradientCheck.Verify(tape => tape.Dropout(x, 0.4f), x);
    }

    [Fact]
    public void Gradient_of_overlapping_patches_is_summed_where_they_overlap()
    {
        Tensor x = GradientCheck.Variable(1, 2, 10, 3);
        GradientCheck.Verify(tape => tape.Patches(x, 4, 2), x);
    }

    [Fact]
    public void Gradient_of_splitting_merging_and_last_agrees_with_differences()
    {
        Tensor x = GradientCheck.Variable(1, 2, 3, 12);
        GradientCheck.Verify(tape => tape.SplitHeads(x, 1, 3, 2), x);
        Tensor heads = GradientCheck.Variable(2, 4, 3, 2);
        GradientCheck.Verify(tape => tape.MergeHeads(heads, 2), heads);
        Tensor steps = GradientCheck.Variable(3, 2, 3, 4);
        GradientCheck.Verify(tape => tape.Last(steps), steps);
    }

    [Fact]
    public void Gradients_of_a_tensor_used_twice_add_up()
    {
        Tensor x = GradientCheck.Variable(1, 3, 4);
        GradientCheck.Verify(tape => tape.Add(tape.Gelu(x), x), x);
    }

    [Fact]
    public void Huber_loss_is_quadratic_near_and_linear_far()
    {
        Tensor prediction = new([0.5f, 3f], new float[2], 2), target = Tensor.Constant([0, 0], 2);
        Tape tape = NewTape();
        Tensor loss = tape.HuberLoss(prediction, target, 1);
        tape.Backward(loss);
        Assert.Equal((0.125f + 2.5f) / 2, loss.Data[0], 6);
        Assert.Equal([0.25f, 0.5f], prediction.Gradient!);
    }

    [Fact]
    public void Causal_softmax_gives_the_future_no_weight_and_the_past_all()
    {
        Tensor scores = GradientCheck.Variable(1, 2, 6, 6);
        float[] weights = NewTape().CausalSoftmax(scores, 1).Data;
        for (int row = 0; row < 12; row++)
        {
            Assert.Equal(1, weights.AsSpan(row * 6, row % 6 + 1).ToArray().Sum(), 5);
            Assert.All(weights.AsSpan(row * 6 + row % 6 + 1, 5 - row % 6).ToArray(), weight => Assert.Equal(0, weight));
        }
    }

    [Fact]
    public void Softmax_of_huge_scores_stays_finite()
    {
        var scores = Tensor.Constant([3e38f, 0, -3e38f, 3e38f], 1, 2, 2);
        Assert.Equal([1, 0, 0, 1], NewTape().CausalSoftmax(scores, 1).Data);
    }

    [Fact]
    public void Merging_undoes_splitting()
    {
        Tensor x = GradientCheck.Variable(1, 2, 3, 8);
        Tape tape = NewTape();
        Assert.Equal(x.Data, tape.MergeHeads(tape.SplitHeads(x, 0, 1, 4), 4).Data);
    }

    [Fact]
    public void Dropout_keeps_the_mean_in_training_and_everything_in_evaluation()
    {
        var ones = Tensor.Constant([.. Enumerable.Repeat(1f, 100_000)], 100_000);
        float[] dropped = NewTape().Dropout(ones, 0.25f).Data;
        Assert.Equal(1, dropped.Average(), 0.02);
        Assert.Equal(0.25, dropped.Count(value => value == 0) / 100_000.0, 0.01);
        Assert.Same(ones, new Tape(new Workers(1)).Dropout(ones, 0.25f));
    }

    [Fact]
    public void A_step_like_the_last_reuses_its_memory()
    {
        Tensor x = GradientCheck.Variable(1, 256, 128), weight = GradientCheck.Variable(2, 128, 128);
        Tape tape = NewTape();
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Step();
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256 * 128 * sizeof(float),
            "Ten steps allocated as much as a single tensor.");

        void Step()
        {
            tape.Backward(tape.HuberLoss(tape.MatMul(x, weight), x, 1));
            tape.Reset();
        }
    }

    private static Tape NewTape() => new(new Workers(1), new DeterministicRandom(1));
}
